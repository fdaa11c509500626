using Infrar.Providers;

namespace Infrar.Platform.Tests.Credentials;

public sealed class CredentialKindTests
{
    public static TheoryData<string> Kinds => new(AllCredentials.Kinds.Select(k => k.Name));

    [Theory, MemberData(nameof(Kinds))]
    public void A_right_example_fits_and_each_field_made_wrong_is_the_one_that_is_named(string name)
    {
        var kind = AllCredentials.Find(name)!;
        var right = Examples.Of(name);
        Assert.Empty(kind.Faults(right));

        foreach (var field in kind.Fields.Where(f => right.ContainsKey(f.Name)))
        {
            string[] wrongs = ["x", right[field.Name] + " ", right[field.Name] + "\n", " " + right[field.Name], "ключ"];
            foreach (var wrong in wrongs.Where(w => field.Name != "key" || w.Trim() == w))
            {
                var fault = Assert.Single(kind.Faults(new Dictionary<string, string>(right) { [field.Name] = wrong }));
                Assert.Equal(field.Name, fault.Field);
                Assert.Contains(field.Shape, fault.Detail, StringComparison.Ordinal);
                Assert.DoesNotContain(right[field.Name], fault.Detail, StringComparison.Ordinal);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void All_that_is_missing_and_unknown_is_said_at_once(string name)
    {
        var kind = AllCredentials.Find(name)!;

        var faults = kind.Faults(new Dictionary<string, string> { ["password"] = "x" });

        Assert.Equal(
            [.. kind.Fields.Where(f => !f.IsOptional).Select(f => f.Name), "password"],
            faults.Select(f => f.Field)
        );
    }

    [Theory]
    [InlineData("aws-role", "roleArn", "arn:aws:iam::123456789012:user/infrar")]
    [InlineData("aws-role", "roleArn", "arn:aws:iam::12345678901:role/infrar")]
    [InlineData("aws-keys", "accessKeyId", "AKIAabcdefghijklmnop")]
    [InlineData("gcp-service-account", "key", "{\"type\":\"service_account\"}")]
    [InlineData("gcp-service-account", "key", "[[[[[[[[[[]]]]]]]]]]")]
    [InlineData("azure-client-secret", "clientSecret", "9f3a2c1e-0b4d-4e5f-8a9b-1c2d3e4f5a6b")]
    [InlineData("cloudflare-token", "token", "0123456789abcdef0123456789abcdef01234")]
    [InlineData("digitalocean-token", "spacesAccessKeyId", "")]
    public void What_is_often_taken_for_the_right_value_is_refused(string name, string field, string value)
    {
        var values = Examples.Of(name);
        values[field] = value;
        Assert.NotEmpty(AllCredentials.Find(name)!.Faults(values));
    }

    [Fact]
    public void Names_of_kinds_fields_and_variables_are_unique_where_they_must_be()
    {
        Assert.Distinct(AllCredentials.Kinds.Select(k => k.Name));
        Assert.All(AllCredentials.Kinds, k => Assert.Distinct(k.Fields.Select(f => f.Name)));
        Assert.All(
            AllCredentials.Kinds,
            k => Assert.Distinct(k.Fields.Select(f => f.Variable).Where(v => v is not null))
        );
        Assert.All(
            AllCredentials.Kinds,
            k => Assert.Contains(k.Provider, AllProviders.Catalog.Providers.Select(p => p.Id))
        );
    }
}
