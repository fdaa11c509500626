using Infrar.Cli.Terminal;

namespace Infrar.Cli.Tests;

/// <summary>Runs the command line in this process against strings and a folder of its own.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    private readonly bool _ownsFolder;

    public TestConsole()
    {
        Folder = Directory.CreateTempSubdirectory("infrar-cli-").FullName;
        _ownsFolder = true;
    }

    /// <summary>A console in the folder of another one.</summary>
    public TestConsole(string folder) => Folder = folder;

    public string Folder { get; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string Input { get; init; } = "";

    /// <summary>In place of <see cref="Input"/>: somebody who reads before typing.</summary>
    public TextReader? Reader { get; init; }

    public bool IsTerminal { get; init; }

    /// <summary>Whether somebody sits there to answer questions, in the words of <see cref="Input"/>.</summary>
    public bool IsAsked { get; init; }

    public int Width { get; init; } = CliConsole.PipedWidth;

    public Dictionary<string, string> Variables { get; } = [];

    public Task<int> Run(params string[] arguments) => Run(TestContext.Current.CancellationToken, arguments);

    public Task<int> Run(CancellationToken cancellationToken, params string[] arguments)
    {
        var console = new CliConsole(
            Reader ?? new StringReader(Input),
            _output,
            _error,
            name => Variables.GetValueOrDefault(name),
            Folder
        )
        {
            IsOutputTerminal = IsTerminal,
            IsErrorTerminal = IsTerminal,
            IsInputTerminal = IsAsked,
            Width = Width,
        };
        return CommandLine.RunAsync(arguments, console, cancellationToken);
    }

    public string Write(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public void Dispose()
    {
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
