package redisstore

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// startCluster starts three masters, which come first, and a replica of each.
func startCluster(t *testing.T) []*server {
	t.Helper()
	requireRedis(t)
	servers := make([]*server, 6)
	create := []string{"--cluster", "create"}
	for i := range servers {
		servers[i] = startServer(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "1000",
			"--cluster-port", strconv.Itoa(freePort(t)))
		create = append(create, servers[i].address)
	}
	create = append(create, "--cluster-replicas", "1", "--cluster-yes")
	if out, err := exec.Command("redis-cli", create...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, s := range servers {
		client := s.client(t, nil)
		until(t, "the cluster is complete", func() bool {
			state, nodes := client.ClusterInfo(t.Context()).Val(), client.ClusterNodes(t.Context()).Val()
			return strings.Contains(state, "cluster_state:ok") && strings.Count(nodes, "slave ") == 3
		})
		until(t, "the replicas have what the masters have", func() bool {
			replication := client.Info(t.Context(), "replication").Val()
			return strings.Contains(replication, "connected_slaves:1") || strings.Contains(replication, "master_link_status:up")
		})
	}
	return servers
}

// Replication is asynchronous, so a replica that takes over may not know of a claim: arrival is promised, but not that
// a message is worked on once.
func TestMasterOfAClusterDies(t *testing.T) {
	t.Parallel()
	servers := startCluster(t)
	addresses := make([]string, len(servers))
	for i, s := range servers {
		addresses[i] = s.address
	}
	bots := []*bot{
		startBot(t, botConfig{Redis: addresses, Takes: 300 * time.Millisecond}),
		startBot(t, botConfig{Redis: addresses, Takes: 300 * time.Millisecond}),
	}
	stories := make([]*story, 300)
	var pushing sync.WaitGroup
	for i := range stories {
		pushing.Add(1)
		go func() {
			defer pushing.Done()
			stories[i] = push(t, fmt.Sprint("message ", i), bots[i%2].url, bots[(i+1)%2].url)
		}()
		time.Sleep(20 * time.Millisecond)
		if i == len(stories)/3 {
			servers[0].kill()
		}
	}
	pushing.Wait()
	if nodes := servers[1].client(t, nil).ClusterNodes(t.Context()).Val(); strings.Count(nodes, "master") != 4 {
		t.Fatalf("no replica has taken over:\n%s", nodes)
	}
	if _, unanswered := summarize(t, stories, bots); unanswered > 0 {
		t.Errorf("%d messages have no answer", unanswered)
	}
}
