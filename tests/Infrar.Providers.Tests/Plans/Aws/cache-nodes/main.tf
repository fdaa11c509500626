provider "aws" {
  region = "eu-west-1"
}

resource "aws_elasticache_cluster" "sessions" {
  cluster_id      = "sessions"
  engine          = "memcached"
  node_type       = "cache.t3.medium"
  num_cache_nodes = 3
}

resource "aws_elasticache_cluster" "redis" {
  cluster_id      = "redis"
  engine          = "redis"
  node_type       = "cache.t4g.small"
  num_cache_nodes = 1
}

resource "aws_elasticache_replication_group" "pair" {
  replication_group_id       = "pair"
  description                = "Two nodes"
  node_type                  = "cache.r7g.large"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  snapshot_retention_limit   = 7
}

resource "aws_elasticache_replication_group" "sharded" {
  replication_group_id    = "sharded"
  description             = "Three shards"
  engine                  = "valkey"
  node_type               = "cache.m7g.large"
  num_node_groups         = 3
  replicas_per_node_group = 2
}

resource "aws_elasticache_replication_group" "single" {
  replication_group_id = "single"
  description          = "Nothing stated"
  node_type            = "cache.t3.micro"
}

resource "aws_elasticache_replication_group" "old" {
  replication_group_id = "old"
  description          = "Past its end"
  engine_version       = "5.0.6"
  node_type            = "cache.m3.medium"
  num_cache_clusters   = 1
}
