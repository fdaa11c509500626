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
    Name = "infrar-production-database"
  }
}

resource "aws_kms_alias" "database" {
  name          = "alias/infrar-production-database"
  target_key_id = aws_kms_key.database.key_id
}

resource "aws_db_subnet_group" "database" {
  name        = "infrar-production-database"
  description = "Private subnets of database."
  subnet_ids  = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
}

resource "aws_db_parameter_group" "database" {
  name        = "infrar-production-database"
  description = "Settings of database."
  family      = "postgres15"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_instance" "database" {
  identifier                            = "infrar-production-database"
  engine                                = "postgres"
  engine_version                        = "15"
  instance_class                        = "db.t3.medium"
  allocated_storage                     = 100
  max_allocated_storage                 = 500
  storage_type                          = "gp3"
  storage_encrypted                     = true
  kms_key_id                            = aws_kms_key.database.arn
  db_name                               = "infrar"
  username                              = "infrar"
  password_wo                           = var.database_password
  password_wo_version                   = 1
  iam_database_authentication_enabled   = true
  multi_az                              = true
  db_subnet_group_name                  = aws_db_subnet_group.database.name
  vpc_security_group_ids                = [aws_security_group.rds.id]
  publicly_accessible                   = false
  parameter_group_name                  = aws_db_parameter_group.database.name
  backup_retention_period               = 30
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
  final_snapshot_identifier             = "infrar-production-database-final"
  depends_on                            = [aws_cloudwatch_log_group.database_postgresql, aws_cloudwatch_log_group.database_upgrade]
}

resource "aws_secretsmanager_secret_version" "database_master" {
  secret_id = aws_secretsmanager_secret.vault_database_master_password.id
  secret_string_wo = jsonencode({
    engine   = "postgres"
    host     = aws_db_instance.database.address
    port     = aws_db_instance.database.port
    dbname   = aws_db_instance.database.db_name
    username = aws_db_instance.database.username
    password = var.database_password
  })
  secret_string_wo_version = 1
}

resource "aws_db_instance" "database_reader" {
  identifier                            = "infrar-production-database-reader"
  replicate_source_db                   = aws_db_instance.database.identifier
  instance_class                        = "db.t3.medium"
  max_allocated_storage                 = 500
  storage_type                          = "gp3"
  storage_encrypted                     = true
  iam_database_authentication_enabled   = true
  multi_az                              = false
  vpc_security_group_ids                = [aws_security_group.rds.id]
  publicly_accessible                   = false
  parameter_group_name                  = aws_db_parameter_group.database.name
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
  skip_final_snapshot                   = true
  depends_on = [
    aws_cloudwatch_log_group.database_reader_postgresql,
    aws_cloudwatch_log_group.database_reader_upgrade,
  ]
}
