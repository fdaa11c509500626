using Infrar.Rehearsal.Providers;
using Infrar.Rehearsal.Providers.Aws;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Tests.Providers;

public sealed class PolicyDocumentTests
{
    [Fact]
    public void Lists_of_one_are_written_as_that_one_and_IAMs_variables_are_kept()
    {
        var json = Render(
            Statement(
                ("actions", Value.ListOf(["s3:GetObject"])),
                ("resources", Value.ListOf(["arn:aws:s3:::files/&{aws:username}", "arn:aws:s3:::files"]))
            )
        );

        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::files","arn:aws:s3:::files/${aws:username}"]}]}""",
            json
        );
    }

    [Fact]
    public void Principals_are_grouped_by_type_and_everyone_is_a_star()
    {
        var service = Value.MapOf(
            new("type", Value.Of("Service")),
            new("identifiers", Value.ListOf(["ecs.amazonaws.com"]))
        );
        var everyone = Value.MapOf(new("type", Value.Of("*")), new("identifiers", Value.ListOf(["*"])));

        var json = Render(
            Statement(("effect", Value.Of("Deny")), ("principals", new ListValue([everyone]))),
            Statement(("principals", new ListValue([service])))
        );

        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*"},{"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"}}]}""",
            json
        );
    }

    private static Value Statement(params (string Name, Value Value)[] attributes) =>
        Value.MapOf(attributes.Select(a => KeyValuePair.Create(a.Name, a.Value)));

    private static string? Render(params Value[] statements)
    {
        var provider = RehearsedProvider.Of("aws");
        var scope = provider.DataSource("aws_iam_policy_document", provider.DefaultSettings)!;
        return PolicyDocument
            .Read(scope, Value.MapOf(new KeyValuePair<string, Value>("statement", new ListValue([.. statements]))))[
                "minified_json"
            ]
            .AsText;
    }
}
