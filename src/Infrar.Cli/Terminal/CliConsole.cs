using System.Globalization;
using System.Text;

namespace Infrar.Cli.Terminal;

/// <summary>Everything of the surroundings that a command may touch: streams, terminal, environment, folder, clock.</summary>
/// <remarks>Tests build one from strings; the process's own comes from <see cref="OfProcess"/>.</remarks>
internal sealed class CliConsole : IDisposable
{
    /// <summary>Columns when standard output is no terminal.</summary>
    public const int PipedWidth = 120;

    private readonly Func<string, string?> _variable;

    /// <summary>A console over the given streams.</summary>
    /// <param name="input">What <c>-f -</c> reads.</param>
    /// <param name="output">Data.</param>
    /// <param name="error">Problems and progress.</param>
    /// <param name="variable">Environment variable by name; null when not set.</param>
    /// <param name="folder">Folder that relative paths start from, absolute.</param>
    public CliConsole(
        TextReader input,
        TextWriter output,
        TextWriter error,
        Func<string, string?> variable,
        string folder
    ) => (Input, Output, Error, _variable, Folder) = (input, output, error, variable, folder);

    /// <summary>What <c>-f -</c> reads.</summary>
    public TextReader Input { get; }

    /// <summary>Data goes here and nothing else.</summary>
    public TextWriter Output { get; }

    /// <summary>Problems and progress go here.</summary>
    public TextWriter Error { get; }

    /// <summary>Folder that relative paths start from.</summary>
    public string Folder { get; }

    /// <summary>Whether a person sees standard output.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person sees standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether a person can be asked on standard input.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Reads a line that must not be seen; null when the input ends. A console of strings reads its next line.</summary>
    public Func<CancellationToken, Task<string?>>? HiddenLine { get; init; }

    /// <summary>Columns to write in, 40 or more: <c>COLUMNS</c>, else the terminal's, else <see cref="PipedWidth"/>.</summary>
    public int Width { get; init; } = PipedWidth;

    /// <summary>Elapsed time of phases.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The environment variable, or null when it is not set or empty.</summary>
    public string? Variable(string name) => _variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Reads a line without showing it; null when the input ends.</summary>
    public Task<string?> ReadSecretAsync(CancellationToken cancellationToken) =>
        HiddenLine is { } read ? read(cancellationToken) : Input.ReadLineAsync(cancellationToken).AsTask();

    /// <summary>Absolute path of what the user named.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Folder);

    /// <summary>The process's own streams.</summary>
    public static CliConsole OfProcess()
    {
        // UTF-8 without a byte order mark whatever the locale: files and pipes get the same bytes everywhere.
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new CliConsole(
            new StreamReader(Console.OpenStandardInput(), encoding),
            new StreamWriter(Console.OpenStandardOutput(), encoding, 1 << 16) { AutoFlush = false, NewLine = "\n" },
            new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true, NewLine = "\n" },
            Environment.GetEnvironmentVariable,
            Directory.GetCurrentDirectory()
        )
        {
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            IsInputTerminal = !Console.IsInputRedirected,
            HiddenLine = HiddenKeys.ReadLineAsync,
            Width = StatedWidth() ?? (Console.IsOutputRedirected ? PipedWidth : TerminalWidth()),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    // Shells do not export COLUMNS by themselves: who does wants that width, in a pipe as well.
    private static int? StatedWidth() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("COLUMNS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var columns
        ) && columns is > 0 and <= 1000
            ? Math.Max(columns, 40)
            : null;

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? Math.Max(width, 40) : PipedWidth;
        }
        catch (IOException)
        {
            return PipedWidth;
        }
    }
}
