package livekit

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/grafana/sobek"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// maxDataDelays of one second are recorded; what comes beyond that is counted only.
const maxDataDelays = 100

// dataCounts are of messages; taken is what was recorded of received.
type dataCounts struct {
	received, taken atomic.Uint64
	delays          atomic.Int64 // recorded since the last hand-in
}

// SendData sends a message over the data channel. With a stamp, the default, 16 bytes stand behind it by which receivers
// measure its delay: receivers that are no virtual users see them, too.
func (r *room) SendData(data any, given map[string]any) error {
	o, err := into(given, dataOptions{Reliable: true, Stamp: true})
	if err != nil {
		return err
	}
	message, err := bytesOf(data)
	if err != nil {
		return err
	}
	if o.Stamp {
		message = append(message, make([]byte, stampLength)...)
		putStamp(message, time.Now())
	}
	err = r.sdk.LocalParticipant.PublishDataPacket(lksdk.UserData(message),
		lksdk.WithDataPublishTopic(o.Topic), lksdk.WithDataPublishReliable(o.Reliable))
	if err != nil {
		return fmt.Errorf("livekit: sendData: %w", err)
	}
	r.record.add(r.metrics.dataSent, 1)
	return nil
}

// bytesOf copies: the script may go on writing into its own.
func bytesOf(data any) ([]byte, error) {
	switch value := data.(type) {
	case string:
		return []byte(value), nil
	case sobek.ArrayBuffer:
		return append([]byte(nil), value.Bytes()...), nil
	case []byte:
		return append([]byte(nil), value...), nil
	}
	return nil, fmt.Errorf("livekit: sendData: data is a string or an ArrayBuffer, not %T", data)
}

// receiveData is called by the SDK for each message.
func (r *room) receiveData(packet lksdk.DataPacket, _ lksdk.DataReceiveParams) {
	message, ok := packet.(*lksdk.UserDataPacket)
	if !ok {
		return
	}
	r.data.received.Add(1)
	age, isStamped := readStamp(message.Payload, time.Now())
	if isStamped && r.data.delays.Add(1) <= maxDataDelays {
		r.record.add(r.metrics.dataDelay, milliseconds(age))
	}
}

// collectData records how many messages came since the last time.
func (r *room) collectData() {
	r.data.delays.Store(0)
	now := r.data.received.Load()
	if before := r.data.taken.Swap(now); now > before {
		r.record.add(r.metrics.dataReceived, float64(now-before))
	}
}
