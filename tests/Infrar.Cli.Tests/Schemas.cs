using Infrar.Testing;
using NJsonSchema;

namespace Infrar.Cli.Tests;

/// <summary>The JSON Schemas that we publish.</summary>
internal static class Schemas
{
    /// <summary>Asserts that JSON is as <c>docs/NAME.schema.json</c> says.</summary>
    public static async Task AssertValid(string json, string name)
    {
        var path = Path.Combine(Repository.Root(typeof(Schemas).Assembly), "docs", $"{name}.schema.json");
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(path));
        Assert.Empty(schema.Validate(json));
    }
}
