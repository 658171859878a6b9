package livekit

import (
	"fmt"
	"time"

	"github.com/grafana/sobek"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// SendData sends a message over the data channel, with a stamp behind it by which receivers measure its delay.
func (r *room) SendData(data any, given map[string]any) error {
	o, err := into(given, dataOptions{})
	if err != nil {
		return err
	}
	payload, err := payloadFrom(data)
	if err != nil {
		return err
	}
	message := append(payload, make([]byte, stampLength)...)
	putStamp(message, time.Now())
	err = r.room.LocalParticipant.PublishDataPacket(lksdk.UserData(message),
		lksdk.WithDataPublishTopic(o.Topic), lksdk.WithDataPublishReliable(o.Reliable == nil || *o.Reliable))
	if err == nil {
		r.record.add(r.record.instruments.dataSent, 1)
	}
	return err
}

func payloadFrom(data any) ([]byte, error) {
	switch value := data.(type) {
	case string:
		return []byte(value), nil
	case sobek.ArrayBuffer:
		return append([]byte(nil), value.Bytes()...), nil
	}
	return nil, fmt.Errorf("data is a string or an ArrayBuffer, not %T", data)
}

func (r *room) receiveData(packet lksdk.DataPacket, _ lksdk.DataReceiveParams) {
	user, ok := packet.(*lksdk.UserDataPacket)
	if !ok {
		return
	}
	r.mu.Lock()
	r.totals.dataReceived++
	r.mu.Unlock()
	r.record.add(r.record.instruments.dataReceived, 1)
	if delay, ok := readStamp(user.Payload, time.Now()); ok {
		r.record.add(r.record.instruments.dataDelay, millis(delay))
	}
}
