provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 100
  storage_type        = "gp3"
  multi_az            = false
  username            = "admin"
  skip_final_snapshot = true
}

resource "aws_nat_gateway" "kept" {
  connectivity_type = "private"
  subnet_id         = "subnet-0123456789abcdef0"
}

resource "aws_elasticache_cluster" "cache" {
  cluster_id      = "cache-a"
  engine          = "redis"
  node_type       = "cache.t3.micro"
  num_cache_nodes = 1
}
