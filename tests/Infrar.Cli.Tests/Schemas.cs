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
        // The library knows the drafts before 2020-12, where shared definitions had another name.
        var text = (await File.ReadAllTextAsync(path)).Replace("$defs", "definitions", StringComparison.Ordinal);
        var schema = await JsonSchema.FromJsonAsync(text);
        Assert.Empty(schema.Validate(json));
    }
}
