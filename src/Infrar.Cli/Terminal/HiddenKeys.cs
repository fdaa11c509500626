using System.Text;

namespace Infrar.Cli.Terminal;

/// <summary>Reads keys of the process's terminal without showing them.</summary>
internal static class HiddenKeys
{
    /// <summary>Reads up to Enter.</summary>
    /// <returns>The line; null when the input ends (Ctrl-D on an empty line).</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C.</exception>
    public static Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        // A read of a key cannot be given up, so Ctrl-C has to come as a key.
        Console.TreatControlCAsInput = true;
        try
        {
            return Task.FromResult(ReadLine());
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private static string? ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.KeyChar)
            {
                case '\r' or '\n':
                    return line.ToString();
                case '\u0003':
                    throw new OperationCanceledException();
                case '\u0004' when line.Length is 0:
                    return null;
                case '\b' or '\u007f':
                    line.Length = Math.Max(0, line.Length - 1);
                    break;
                case var character when !char.IsControl(character):
                    line.Append(character);
                    break;
                default:
                    break;
            }
        }
    }
}
