using Infrar.Providers.Workloads;

namespace Infrar.Providers.Tests.Checks.Secrets;

public sealed class SecretSignTests
{
    [Theory]
    [InlineData("DATABASE_PASSWORD", "hunter22")]
    [InlineData("DB_PASS", "hunter22")]
    [InlineData("dbPassword", "hunter22")]
    [InlineData("STRIPE_SECRET", "abcdef")]
    [InlineData("GITHUB_TOKEN", "abcdef")]
    [InlineData("SENDGRID_API_KEY", "abcdef")]
    [InlineData("COOKIE_KEY", "0123456789abcdef0123")]
    [InlineData("ANYTHING", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("ANYTHING", "postgresql://shop:hunter2@db.example.org/shop")]
    [InlineData("ANYTHING", "redis://:hunter2@cache.example.org:6379")]
    [InlineData("ANYTHING", "-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("ANYTHING", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl")]
    [InlineData("ANYTHING", "sk_live_abcdefghijklmnop")]
    [InlineData("SEED", "q7Zp2LxV9mKtR4sBn8WcYd3FhJ6gTe1Uo5Ai")]
    [InlineData("NEXT_PUBLIC_URL", "https://shop:hunter2@example.org")]
    public void A_secret_is_told(string name, string value) => Assert.NotNull(SecretSigns.Of(name, value));

    [Theory]
    [InlineData("DATABASE_HOST", "db.example.org")]
    [InlineData("PASSWORD_MIN_LENGTH", "12")]
    [InlineData("REQUIRE_PASSWORD", "true")]
    [InlineData("TOKEN_TTL", "3600")]
    [InlineData("JWT_SECRET", "/run/secrets/jwt")]
    [InlineData("DB_SECRET", "production/database-password")]
    [InlineData("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a")]
    [InlineData("DB_PASSWORD", "${DB_PASSWORD}")]
    [InlineData("AUTH_TOKEN", "<token>")]
    [InlineData("NEXT_PUBLIC_MAP_TOKEN", "pk.abcdef")]
    [InlineData("SORT_KEY", "created_at")]
    [InlineData("DATABASE_URL", "postgresql://shop@db.example.org/shop?sslmode=require")]
    [InlineData("DATABASE_URL", "postgresql://shop:${PASSWORD}@db.example.org/shop")]
    [InlineData("COMMIT_SHA", "q7Zp2LxV9mKtR4sBn8WcYd3FhJ6gTe1Uo5Ai")]
    [InlineData("GIT_COMMIT", "3024eb7fe8220fe031031ccae0e8992561799f6d")]
    [InlineData("REQUEST", "3024eb7f-e822-0fe0-3103-1ccae0e89925")]
    [InlineData("TEXT", "A sentence with 3 words that is longer than thirty-two.")]
    [InlineData("EMPTY_PASSWORD", "")]
    public void What_is_no_secret_is_left_alone(string name, string value) => Assert.Null(SecretSigns.Of(name, value));
}
