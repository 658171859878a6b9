package livekit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

type subscription string

const (
	subscribeAll     subscription = "all"
	subscribeNone    subscription = "none"
	subscribePage    subscription = "page"
	subscribeSpeaker subscription = "speaker"
)

type connectOptions struct {
	Timeout   string            `json:"timeout"`
	Subscribe subscription      `json:"subscribe"`
	PageSize  int               `json:"pageSize"`
	Page      int               `json:"page"`
	Quality   string            `json:"quality"`
	Role      string            `json:"role"`
	Tags      map[string]string `json:"tags"`
}

type videoOptions struct {
	Codec     string `json:"codec"`
	Source    string `json:"source"`
	Name      string `json:"name"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	FPS       int    `json:"fps"`
	Bitrate   int    `json:"bitrate"`
	Simulcast bool   `json:"simulcast"`
}

type audioOptions struct {
	Bitrate int  `json:"bitrate"`
	Silent  bool `json:"silent"`
}

type dataOptions struct {
	Topic    string `json:"topic"`
	Reliable *bool  `json:"reliable"`
}

// into reads what a script gave. An option that nobody knows is an error: a misspelt one must not be a silent default.
func into[T any](given map[string]any, options T) (T, error) {
	text, err := json.Marshal(given)
	if err != nil {
		return options, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&options); err != nil {
		return options, fmt.Errorf("options: %w", err)
	}
	return options, nil
}

func readConnectOptions(given map[string]any) (connectOptions, time.Duration, error) {
	o, err := into(given, connectOptions{Timeout: "15s", Subscribe: subscribeAll, PageSize: 9, Quality: "high"})
	if err != nil {
		return o, 0, err
	}
	timeout, err := time.ParseDuration(o.Timeout)
	if err != nil {
		return o, 0, err
	}
	return o, timeout, o.Subscribe.check()
}

func (s subscription) check() error {
	switch s {
	case subscribeAll, subscribeNone, subscribePage, subscribeSpeaker:
		return nil
	}
	return fmt.Errorf("options: subscribe %q is none of all, none, page, speaker", string(s))
}

func readVideoOptions(given map[string]any) (videoOptions, error) {
	defaults := videoOptions{Codec: "vp8", Source: "camera", Width: 1280, Height: 720, FPS: 25, Bitrate: 1_700_000}
	o, err := into(given, defaults)
	if err != nil {
		return o, err
	}
	if o.Codec != "vp8" && o.Codec != "h264" {
		return o, fmt.Errorf("options: codec %q is none of vp8, h264", o.Codec)
	}
	if o.Source != "camera" && o.Source != "screen_share" {
		return o, fmt.Errorf("options: source %q is none of camera, screen_share", o.Source)
	}
	if o.FPS < 1 || o.FPS > 60 || o.Width < 16 || o.Height < 16 || o.Bitrate < 10_000 {
		return o, fmt.Errorf("options: %dx%d at %d frames and %d bit/s is no video", o.Width, o.Height, o.FPS, o.Bitrate)
	}
	return o, nil
}
