namespace Infrar.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done as asked.</summary>
    public const int Success = 0;

    /// <summary>Refused, or failed.</summary>
    public const int Failure = 1;

    /// <summary>Done, and a limit is exceeded or something differs; only with <c>--detailed-exitcode</c>.</summary>
    public const int Exceeded = 2;

    /// <summary>Ended by Ctrl-C, as a shell reports it.</summary>
    public const int Interrupted = 130;
}
