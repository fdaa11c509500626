namespace Infrar.Cli;

/// <summary>What the process ends with; 2 is kept for <c>--detailed-exitcode</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done as asked.</summary>
    public const int Success = 0;

    /// <summary>Refused, or failed.</summary>
    public const int Failure = 1;

    /// <summary>Ended by Ctrl-C, as a shell reports it.</summary>
    public const int Interrupted = 130;
}
