provider "aws" {
  region = "eu-west-1"
}

resource "aws_elasticache_serverless_cache" "redis" {
  name   = "redis"
  engine = "redis"
}

resource "aws_elasticache_serverless_cache" "valkey" {
  name   = "valkey"
  engine = "valkey"
}

resource "aws_elasticache_serverless_cache" "floor" {
  name   = "floor"
  engine = "valkey"

  cache_usage_limits {
    data_storage {
      minimum = 5
      unit    = "GB"
    }

    ecpu_per_second {
      minimum = 1000
    }
  }
}

resource "aws_elasticache_serverless_cache" "unused" {
  name   = "unused"
  engine = "redis"
}

resource "aws_elasticache_serverless_cache" "memcached" {
  name   = "memcached"
  engine = "memcached"
}
