package livekit

import (
	"strings"
	"sync/atomic"

	"github.com/pion/interceptor"
	"github.com/pion/rtp"
)

// sendCounter counts RTP packets where they leave for encryption: after pacing, muting and dynacast, repeats included.
type sendCounter struct {
	packets, bytes [kinds]atomic.Uint64
}

type sums struct{ packets, bytes uint64 }

// NewInterceptor is called by the SDK for each peer connection.
func (c *sendCounter) NewInterceptor(string) (interceptor.Interceptor, error) {
	return &sendInterceptor{counter: c}, nil
}

type sendInterceptor struct {
	interceptor.NoOp
	counter *sendCounter
}

// BindLocalStream is called for each stream that is sent.
func (i *sendInterceptor) BindLocalStream(info *interceptor.StreamInfo, next interceptor.RTPWriter) interceptor.RTPWriter {
	k := audio
	if strings.HasPrefix(strings.ToLower(info.MimeType), "video/") {
		k = video
	}
	packets, bytes := &i.counter.packets[k], &i.counter.bytes[k]
	return interceptor.RTPWriterFunc(func(header *rtp.Header, payload []byte, attributes interceptor.Attributes) (int, error) {
		packets.Add(1)
		bytes.Add(uint64(header.MarshalSize() + len(payload)))
		return next.Write(header, payload, attributes)
	})
}

// collectSent records what was sent since the last time.
func (r *room) collectSent() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for k := range kinds {
		now := sums{r.sent.packets[k].Load(), r.sent.bytes[k].Load()}
		before := r.sentTaken[k]
		r.sentTaken[k] = now
		if now.packets > before.packets {
			r.record.addKind(r.metrics.packetsSent, k, float64(now.packets-before.packets))
			r.record.addKind(r.metrics.bytesSent, k, float64(now.bytes-before.bytes))
		}
	}
}
