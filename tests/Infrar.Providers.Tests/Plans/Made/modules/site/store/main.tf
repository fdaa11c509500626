variable "name" { type = string }
variable "reader" { type = string }

resource "aws_s3_bucket" "files" {
  bucket_prefix = var.name
  tags          = { Reader = var.reader }
}

resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id
  versioning_configuration {
    status = "Enabled"
  }
}

output "bucket" {
  value = aws_s3_bucket.files.id
}
