package livekit

import "testing"

func TestOptionsThatNobodyKnowsAreRefused(t *testing.T) {
	for name, given := range map[string]map[string]any{
		"misspelt":        {"subscribee": "all"},
		"no such policy":  {"subscribe": "some"},
		"no duration":     {"timeout": "soon"},
		"of a wrong kind": {"pageSize": "nine"},
	} {
		if _, _, err := readConnectOptions(given); err == nil {
			t.Errorf("%s: %v was taken", name, given)
		}
	}
	for name, given := range map[string]map[string]any{
		"codec":   {"codec": "mpeg2"},
		"source":  {"source": "window"},
		"size":    {"width": 0},
		"frames":  {"fps": 0},
		"bitrate": {"bitrate": 1},
	} {
		if _, err := readVideoOptions(given); err == nil {
			t.Errorf("%s: %v was taken", name, given)
		}
	}
}

func TestDefaults(t *testing.T) {
	o, timeout, err := readConnectOptions(nil)
	if err != nil || o.Subscribe != subscribeAll || o.PageSize != 9 || timeout.Seconds() != 15 {
		t.Errorf("%+v, %v, %v", o, timeout, err)
	}
	v, err := readVideoOptions(map[string]any{"height": 360, "width": 640})
	if err != nil || v.Codec != "vp8" || v.Height != 360 || v.Bitrate != 1_700_000 {
		t.Errorf("%+v, %v", v, err)
	}
}
