resource "aws_kms_key" "database" {
  description             = "Databases, their query statistics and master passwords."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "AccountDecides"
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"
      }
      Action   = "kms:*"
      Resource = "*"
    }]
  })
  tags = {
    Name = "infrar-staging-database"
  }
}

resource "aws_kms_alias" "database" {
  name          = "alias/infrar-staging-database"
  target_key_id = aws_kms_key.database.key_id
}

resource "aws_db_subnet_group" "database" {
  name        = "infrar-staging-database"
  description = "Private subnets of database."
  subnet_ids  = [aws_subnet.private_a.id, aws_subnet.private_b.id]
}

resource "aws_db_parameter_group" "database" {
  name        = "infrar-staging-database"
  description = "Settings of database."
  family      = "postgres15"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_instance" "database" {
  identifier                            = "infrar-staging-database"
  engine                                = "postgres"
  engine_version                        = "15"
  instance_class                        = "db.t3.micro"
  allocated_storage                     = 20
  storage_type                          = "gp3"
  storage_encrypted                     = true
  kms_key_id                            = aws_kms_key.database.arn
  db_name                               = "infrar"
  username                              = "infrar"
  manage_master_user_password           = true
  master_user_secret_kms_key_id         = aws_kms_key.database.arn
  iam_database_authentication_enabled   = true
  multi_az                              = false
  db_subnet_group_name                  = aws_db_subnet_group.database.name
  vpc_security_group_ids                = [aws_security_group.rds.id]
  publicly_accessible                   = false
  parameter_group_name                  = aws_db_parameter_group.database.name
  backup_retention_period               = 7
  maintenance_window                    = "sun:03:00-sun:04:00"
  auto_minor_version_upgrade            = true
  apply_immediately                     = false
  ca_cert_identifier                    = "rds-ca-rsa2048-g1"
  copy_tags_to_snapshot                 = true
  deletion_protection                   = false
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring_database.arn
  performance_insights_enabled          = true
  performance_insights_retention_period = 7
  performance_insights_kms_key_id       = aws_kms_key.database.arn
  skip_final_snapshot                   = false
  final_snapshot_identifier             = "infrar-staging-database-final"
  depends_on                            = [aws_cloudwatch_log_group.database_postgresql, aws_cloudwatch_log_group.database_upgrade]
}
