package livekit

import (
	"errors"
	"time"

	"github.com/livekit/protocol/auth"
)

type tokenOptions struct {
	APIKey         string   `json:"apiKey"`
	APISecret      string   `json:"apiSecret"`
	Room           string   `json:"room"`
	Identity       string   `json:"identity"`
	Name           string   `json:"name"`
	CanPublish     *bool    `json:"canPublish"`
	CanSubscribe   *bool    `json:"canSubscribe"`
	CanPublishData *bool    `json:"canPublishData"`
	TTL            duration `json:"ttl"`
}

// newToken makes an access token for a server whose key one holds: for tests of LiveKit alone, without a service that
// hands tokens out. What is not said is allowed, as LiveKit has it.
func newToken(given map[string]any) (string, error) {
	o, err := into(given, tokenOptions{TTL: duration(10 * time.Minute)})
	if err != nil {
		return "", err
	}
	if o.APIKey == "" || o.APISecret == "" || o.Room == "" || o.Identity == "" {
		return "", errors.New("livekit: a token needs apiKey, apiSecret, room and identity")
	}
	grant := &auth.VideoGrant{
		RoomJoin: true, Room: o.Room,
		CanPublish: o.CanPublish, CanSubscribe: o.CanSubscribe, CanPublishData: o.CanPublishData,
	}
	return auth.NewAccessToken(o.APIKey, o.APISecret).
		SetVideoGrant(grant).SetIdentity(o.Identity).SetName(o.Name).SetValidFor(time.Duration(o.TTL)).ToJWT()
}
