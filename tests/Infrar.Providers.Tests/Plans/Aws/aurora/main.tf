provider "aws" {
  region = "eu-west-1"
}

resource "aws_rds_cluster" "main" {
  cluster_identifier  = "main"
  engine              = "aurora-postgresql"
  master_username     = "admin"
  skip_final_snapshot = true
}

resource "aws_rds_cluster_instance" "main" {
  for_each           = toset(["a", "b"])
  identifier         = "main-${each.key}"
  cluster_identifier = aws_rds_cluster.main.id
  engine             = aws_rds_cluster.main.engine
  instance_class     = "db.r6g.large"
}

resource "aws_rds_cluster" "serverless" {
  cluster_identifier  = "serverless"
  engine              = "aurora-mysql"
  storage_type        = "aurora-iopt1"
  master_username     = "admin"
  skip_final_snapshot = true

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 8
  }
}

resource "aws_rds_cluster_instance" "serverless" {
  cluster_identifier = aws_rds_cluster.serverless.id
  engine             = aws_rds_cluster.serverless.engine
  instance_class     = "db.serverless"
}
