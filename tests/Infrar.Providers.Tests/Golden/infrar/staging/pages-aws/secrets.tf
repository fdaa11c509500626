resource "aws_kms_key" "secrets" {
  description             = "Credentials in Secrets Manager."
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
    Name = "infrar-staging-secrets"
  }
}

resource "aws_kms_alias" "secrets" {
  name          = "alias/infrar-staging-secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

resource "aws_secretsmanager_secret" "vault_database_application_password" {
  name                    = "/infrar/staging/database/application-password"
  description             = "Used by the platform"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "vault_api_keys_stripe_secret_key" {
  name                    = "/infrar/staging/api-keys/stripe-secret-key"
  description             = "Rotated by hand"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "vault_api_keys_sendgrid_api_key" {
  name                    = "/infrar/staging/api-keys/sendgrid-api-key"
  description             = "Rotated by hand"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "vault_api_keys_github_oauth_secret" {
  name                    = "/infrar/staging/api-keys/github-oauth-secret"
  description             = "Rotated by hand"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "vault_jwt_signing_key" {
  name                    = "/infrar/staging/jwt/signing-key"
  description             = "Signs tokens"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "vault_jwt_refresh_key" {
  name                    = "/infrar/staging/jwt/refresh-key"
  description             = "Signs refresh tokens"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_rotation" "vault_database_master_password" {
  secret_id = aws_db_instance.database.master_user_secret[0].secret_arn

  rotation_rules {
    automatically_after_days = 90
  }
}

resource "aws_secretsmanager_secret_rotation" "vault_database_application_password" {
  secret_id           = aws_secretsmanager_secret.vault_database_application_password.arn
  rotation_lambda_arn = var.rotation_lambda_arn
  rotate_immediately  = false

  rotation_rules {
    automatically_after_days = 90
  }
}
