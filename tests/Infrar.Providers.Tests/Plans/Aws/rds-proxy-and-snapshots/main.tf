provider "aws" {
  region = "eu-west-2"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "mysql"
  instance_class      = "db.t3.medium"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 50
  storage_type        = "gp3"
}

resource "aws_db_proxy" "main" {
  name           = "main"
  engine_family  = "MYSQL"
  role_arn       = "arn:aws:iam::123456789012:role/proxy"
  vpc_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  auth {
    secret_arn = "arn:aws:secretsmanager:eu-west-2:123456789012:secret:proxy-AbCdEf"
  }
}

resource "aws_db_proxy_default_target_group" "main" {
  db_proxy_name = aws_db_proxy.main.name
}

resource "aws_db_proxy_target" "main" {
  db_proxy_name          = aws_db_proxy.main.name
  target_group_name      = aws_db_proxy_default_target_group.main.name
  db_instance_identifier = aws_db_instance.main.identifier
}

resource "aws_db_proxy" "lonely" {
  name           = "lonely"
  engine_family  = "POSTGRESQL"
  role_arn       = "arn:aws:iam::123456789012:role/proxy"
  vpc_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  auth {
    secret_arn = "arn:aws:secretsmanager:eu-west-2:123456789012:secret:proxy-AbCdEf"
  }
}

resource "aws_db_snapshot" "london" {
  db_instance_identifier = aws_db_instance.main.identifier
  db_snapshot_identifier = "london"
}

resource "aws_db_snapshot" "ireland" {
  provider               = aws.ireland
  db_instance_identifier = "elsewhere"
  db_snapshot_identifier = "ireland"
}

resource "aws_rds_export_task" "ireland" {
  provider               = aws.ireland
  export_task_identifier = "ireland"
  iam_role_arn           = "arn:aws:iam::123456789012:role/export"
  kms_key_id             = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  s3_bucket_name         = "exports"
  source_arn             = aws_db_snapshot.ireland.db_snapshot_arn
}
