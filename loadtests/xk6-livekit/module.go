// Package livekit is the k6 extension k6/x/livekit: virtual users that join LiveKit rooms over real WebRTC, send
// synthetic media, receive, and measure what arrives. See README.md for the API and what each metric means.
package livekit

import (
	"go.k6.io/k6/v2/js/modules"
)

func init() {
	silenceSDK()
	modules.Register("k6/x/livekit", new(rootModule))
}

// rootModule is shared by all virtual users.
type rootModule struct{}

// module is one virtual user's.
type module struct {
	vu      modules.VU
	metrics *instruments
}

var (
	_ modules.Module   = &rootModule{}
	_ modules.Instance = &module{}
)

// NewModuleInstance is called once for each virtual user that imports the module.
func (*rootModule) NewModuleInstance(vu modules.VU) modules.Instance {
	return &module{vu: vu, metrics: registerInstruments(vu.InitEnv().Registry)}
}

// Exports says what scripts see.
func (m *module) Exports() modules.Exports {
	return modules.Exports{Default: map[string]any{"connect": m.connect, "token": token}}
}
