package platform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// maxResponse bounds what is read of a response, in bytes.
const maxResponse = 8 << 20

// Exchange is a request with its response.
type Exchange struct {
	Request  *Request
	Response *Response // nil: none came
	// Err is why no response came.
	Err error
	// Began is when the request was sent, Took how long the response took to arrive, its last byte included.
	Began time.Time
	Took  time.Duration
	// Answer is what the platform makes of the response to a message, nil for a check of the URL.
	Answer *Answer
}

// Response is what a server answers.
type Response struct {
	Status int
	Type   string // the media type
	Body   string
}

// Send sends a request once and waits for the response until the context ends.
func (a *Account) Send(ctx context.Context, r *Request) *Exchange {
	x := &Exchange{Request: r, Began: a.Now()}
	x.Response, x.Err = a.roundTrip(ctx, r)
	x.Took = a.Now().Sub(x.Began)
	if x.Err != nil && ctx.Err() != nil {
		x.Err = fmt.Errorf("no response within %v", x.Took.Round(time.Millisecond))
	}
	if r.Message != nil {
		x.Answer = a.judge(x)
	}
	return x
}

func (a *Account) roundTrip(ctx context.Context, r *Request) (*Response, error) {
	target := *a.url
	target.RawQuery = r.Query.Encode()
	request, err := http.NewRequestWithContext(ctx, r.Method, target.String(), strings.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	if r.Body != "" {
		request.Header.Set("Content-Type", "text/xml")
	}
	request.Header.Set("User-Agent", "Mozilla/4.0") // what WeChat's own say
	response, err := a.transport.RoundTrip(request)
	if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) {
		err = errors.New("the server hung up without a response")
	}
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxResponse+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("the response breaks off after %d bytes: %w", len(body), err)
	case len(body) > maxResponse:
		return nil, errors.New("the response does not end")
	}
	return &Response{response.StatusCode, response.Header.Get("Content-Type"), string(body)}, nil
}

// Delivery is all exchanges of one message.
type Delivery struct {
	Message  *Message
	Attempts []*Exchange
}

// Answer is the last attempt's.
func (d *Delivery) Answer() *Answer { return d.Attempts[len(d.Attempts)-1].Answer }

// Deliver sends a message as the platform does, with a new signature for each attempt.
func (a *Account) Deliver(ctx context.Context, m *Message) *Delivery {
	d := &Delivery{Message: m}
	for x := range a.Exchanges(ctx, func() *Request { return a.NewRequest(m) }) {
		d.Attempts = append(d.Attempts, x)
	}
	return d
}

// Exchanges sends requests as the platform does: it hangs up at the deadline and tries again, with the next request,
// until a response comes or there were enough attempts. One that fails earlier is not repeated before its deadline.
// The caller may drop a response.
func (a *Account) Exchanges(ctx context.Context, next func() *Request) iter.Seq[*Exchange] {
	return func(yield func(*Exchange) bool) {
		for n := range max(a.Attempts, 1) {
			r := next() // before the deadline begins
			attempt, cancel := a.clock.WithTimeout(ctx, a.Deadline)
			x := a.Send(attempt, r)
			more := yield(x) && x.Response == nil && ctx.Err() == nil && n+1 < a.Attempts
			if more {
				<-attempt.Done()
			}
			cancel()
			if !more {
				return
			}
		}
	}
}

// Drop makes an exchange one whose response did not arrive.
func (x *Exchange) Drop() {
	x.Response, x.Err, x.Answer = nil, errors.New("the response was dropped"), &Answer{Outcome: None}
}

// Wait sends a request and waits for the response no longer than a time.
func (a *Account) Wait(ctx context.Context, r *Request, patience time.Duration) *Exchange {
	ctx, cancel := a.clock.WithTimeout(ctx, patience)
	defer cancel()
	return a.Send(ctx, r)
}

// WaitUntilUp waits until the server answers a check of the URL, with whatever, or a time is over.
func (a *Account) WaitUntilUp(ctx context.Context, most time.Duration) {
	ctx, cancel := a.clock.WithTimeout(ctx, most)
	defer cancel()
	for ctx.Err() == nil && a.Send(ctx, a.NewCheck(a.Echostr())).Response == nil {
		pause, cancel := a.clock.WithTimeout(ctx, 100*time.Millisecond)
		<-pause.Done()
		cancel()
	}
}
