resource "aws_elasticache_subnet_group" "cache" {
  name        = "infrar-production-cache"
  description = "Private subnets of cache."
  subnet_ids  = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
}

resource "aws_elasticache_parameter_group" "cache" {
  name        = "infrar-production-cache"
  description = "Settings of cache."
  family      = "redis7"
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "infrar-production-cache"
  description                = "Redis of cache."
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = "cache.t3.micro"
  port                       = 6379
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.cache.name
  subnet_group_name          = aws_elasticache_subnet_group.cache.name
  security_group_ids         = [aws_security_group.redis.id]
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  snapshot_retention_limit   = 0
  auto_minor_version_upgrade = true
  apply_immediately          = false
}
