// Package livekit is the k6 extension k6/x/livekit: virtual users that join LiveKit rooms over real WebRTC, send
// synthetic media, receive what others send, and measure what arrives. index.d.ts is its API, README.md says what each
// metric means and how it can fool.
package livekit

import (
	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"go.k6.io/k6/v2/js/modules"
)

func init() {
	// A line per event and participant would be the load generator's own load; what goes wrong is in the metrics.
	lksdk.SetLogger(logger.GetDiscardLogger())
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
	_ modules.Module   = (*rootModule)(nil)
	_ modules.Instance = (*module)(nil)
)

// NewModuleInstance is called once for each virtual user that imports the module.
func (*rootModule) NewModuleInstance(vu modules.VU) modules.Instance {
	return &module{vu: vu, metrics: registerInstruments(vu.InitEnv().Registry)}
}

// Exports says what scripts see.
func (m *module) Exports() modules.Exports {
	return modules.Exports{Default: map[string]any{"connect": m.connect, "token": newToken}}
}
