using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>The small system that tests place: a site, an API, a database and files, on AWS, on Render or on this computer.</summary>
internal static class Shop
{
    public static string Manifest { get; } =
        File.ReadAllText(Path.Combine(Repository.ProjectDirectory(typeof(Shop).Assembly), "Fixtures/shop.yaml"));

    /// <summary>A console in a folder that holds the manifest as <c>infrar.yaml</c>.</summary>
    public static TestConsole Open()
    {
        var console = new TestConsole();
        console.Write("infrar.yaml", Manifest);
        return console;
    }
}
