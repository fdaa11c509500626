variable "name" { type = string }
variable "instance_type" { type = string }
variable "subnet_ids" { type = list(string) }
variable "vpc" { type = any }

resource "aws_security_group" "web" {
  name   = var.name
  vpc_id = var.vpc.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "web" {
  for_each               = toset(["one", "two"])
  ami                    = "ami-0123456789abcdef0"
  instance_type          = var.instance_type
  subnet_id              = var.subnet_ids[0]
  vpc_security_group_ids = [aws_security_group.web.id]
}

resource "aws_eip" "web" {
  for_each = aws_instance.web
  instance = each.value.id
}

resource "aws_ebs_volume" "data" {
  for_each          = aws_instance.web
  availability_zone = each.value.availability_zone
  size              = 20
}

resource "aws_volume_attachment" "data" {
  for_each    = aws_instance.web
  device_name = "/dev/sdf"
  instance_id = aws_instance.web[each.key].id
  volume_id   = aws_ebs_volume.data[each.key].id
}

module "store" {
  source = "./store"
  name   = "${var.name}-files"
  reader = aws_instance.web["one"].arn
}

resource "aws_ssm_parameter" "bucket" {
  name  = "/${var.name}/bucket"
  type  = "String"
  value = module.store.bucket
}

output "bucket" {
  value = module.store.bucket
}

output "host" {
  value = aws_eip.web["one"].public_dns
}
