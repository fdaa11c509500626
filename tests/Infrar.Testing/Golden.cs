using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Infrar.Testing;

/// <summary>Compares text with a checked-in file under the test project's <c>Golden/</c> folder.</summary>
/// <remarks><c>UPDATE_GOLDEN=1</c> rewrites the files instead; the difference is then reviewed like any other.</remarks>
public static class Golden
{
    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1";

    /// <summary>Asserts that <paramref name="actual"/> equals the golden file <paramref name="name"/> byte for byte.</summary>
    /// <param name="actual">The text a test produced.</param>
    /// <param name="name">Path under <c>Golden/</c>, forward slashes.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Match(string actual, string name)
    {
        var path = Path.Combine(Repository.ProjectDirectory(Assembly.GetCallingAssembly()), "Golden", name);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"No golden file {name}. Run UPDATE_GOLDEN=1 ./test and review what it wrote.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
