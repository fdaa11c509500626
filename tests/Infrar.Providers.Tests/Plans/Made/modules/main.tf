# Modules two deep, count and for_each on modules and on resources, inputs and outputs handed through.
provider "aws" {
  region = var.region
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "${var.region}${["a", "b"][count.index]}"
}

module "site" {
  source   = "./site"
  for_each = { blue = "t3.small", green = "t3.large" }

  name          = each.key
  instance_type = each.value
  subnet_ids    = aws_subnet.private[*].id
  vpc           = aws_vpc.main
}

module "spare" {
  source = "./site"
  count  = 2

  name          = "spare${count.index}"
  instance_type = "t3.micro"
  subnet_ids    = [aws_subnet.private[0].id]
  vpc           = aws_vpc.main
}

resource "aws_route53_zone" "main" {
  name = "example.org"
}

resource "aws_route53_record" "site" {
  for_each = module.site
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.key
  type     = "CNAME"
  ttl      = 300
  records  = [each.value.host]
}

output "bucket" {
  value = module.site["blue"].bucket
}
