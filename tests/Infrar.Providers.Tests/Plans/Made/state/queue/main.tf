variable "name" { type = string }

resource "aws_kms_key" "main" {
  description = var.name
}

resource "aws_sqs_queue" "main" {
  name              = var.name
  kms_master_key_id = aws_kms_key.main.arn
}
