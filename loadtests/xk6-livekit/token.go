package livekit

import (
	"time"

	"github.com/livekit/protocol/auth"
	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

type tokenOptions struct {
	APIKey         string `json:"apiKey"`
	APISecret      string `json:"apiSecret"`
	Room           string `json:"room"`
	Identity       string `json:"identity"`
	Name           string `json:"name"`
	CanPublish     *bool  `json:"canPublish"`
	CanSubscribe   *bool  `json:"canSubscribe"`
	CanPublishData *bool  `json:"canPublishData"`
	TTL            string `json:"ttl"`
}

// token makes an access token for a server whose key one has: for tests of LiveKit alone, without a portal.
func token(given map[string]any) (string, error) {
	o, err := into(given, tokenOptions{TTL: "10m"})
	if err != nil {
		return "", err
	}
	ttl, err := time.ParseDuration(o.TTL)
	if err != nil {
		return "", err
	}
	grant := &auth.VideoGrant{
		RoomJoin: true, Room: o.Room, CanPublish: o.CanPublish, CanSubscribe: o.CanSubscribe, CanPublishData: o.CanPublishData,
	}
	return auth.NewAccessToken(o.APIKey, o.APISecret).SetVideoGrant(grant).SetIdentity(o.Identity).SetName(o.Name).SetValidFor(ttl).ToJWT()
}

// silenceSDK keeps the SDK's lines off k6's output: what goes wrong is in the metrics.
func silenceSDK() { lksdk.SetLogger(logger.GetDiscardLogger()) }
