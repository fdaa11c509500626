using System.Text.Json;

namespace Infrar.Cli.Tests.Remote;

/// <summary>Somebody at a computer of their own: a folder, a home, and the command line.</summary>
internal sealed class Person : IDisposable
{
    public const string Password = "correct horse battery staple";

    private static int _number;

    public Person(string server, string name)
    {
        (Server, Name) = (server, name);
        Email = $"{name.ToLowerInvariant()}-{Interlocked.Increment(ref _number)}@example.com";
    }

    public string Server { get; }

    public string Name { get; }

    public string Email { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("infrar-person-").FullName;

    public string SignIns => Path.Combine(Folder, "config/infrar/servers.json");

    /// <summary>Further environment variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Runs a command line, with somebody who answers its questions or with text piped in.</summary>
    public async Task<Said> RunAsync(string[] arguments, string piped = "", string? typed = null)
    {
        using var console = new TestConsole(Folder) { Input = typed ?? piped, IsAsked = typed is not null };
        console.Variables["XDG_CONFIG_HOME"] = Path.Combine(Folder, "config");
        foreach (var (name, value) in Variables)
        {
            console.Variables[name] = value;
        }

        var exitCode = await console.Run(arguments);
        return new Said(exitCode, console.Output, console.Error);
    }

    /// <summary>Runs a command line that must succeed, and gives what it printed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var said = await RunAsync(arguments);
        Assert.True(said.ExitCode is 0, $"{string.Join(' ', arguments)}: {said.Error}");
        return said.Output;
    }

    /// <summary>Runs a command line that must succeed, and gives its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using var json = JsonDocument.Parse(await DoAsync([.. arguments, "--format", "json"]));
        return json.RootElement.Clone();
    }

    public async Task RegisterAsync(params string[] more)
    {
        string[] line =
        [
            "account",
            "create",
            "--server",
            Server,
            "--email",
            Email,
            "--name",
            Name,
            "--password-stdin",
            .. more,
        ];
        var said = await RunAsync(line, piped: Password);
        Assert.True(said.ExitCode is 0, said.Error);
    }

    public async Task SignInAsync()
    {
        var said = await RunAsync(["login", Server, "--email", Email, "--password-stdin"], piped: Password);
        Assert.True(said.ExitCode is 0, said.Error);
    }

    public string Write(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a command said.</summary>
internal sealed record Said(int ExitCode, string Output, string Error)
{
    /// <summary>Everything, with line ends as spaces, so that wrapping does not matter.</summary>
    public string Words =>
        string.Join(' ', $"{Output} {Error}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
