provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

resource "aws_elasticache_replication_group" "primary" {
  replication_group_id = "primary"
  description          = "Primary"
  engine               = "redis"
  node_type            = "cache.r6g.large"
  num_cache_clusters   = 2
}

resource "aws_elasticache_global_replication_group" "main" {
  global_replication_group_id_suffix = "main"
  primary_replication_group_id       = aws_elasticache_replication_group.primary.id
}

resource "aws_elasticache_replication_group" "secondary" {
  provider                    = aws.ireland
  replication_group_id        = "secondary"
  description                 = "Secondary"
  global_replication_group_id = aws_elasticache_global_replication_group.main.global_replication_group_id
  num_cache_clusters          = 2
}
