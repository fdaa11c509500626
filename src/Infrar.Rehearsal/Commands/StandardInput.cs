namespace Infrar.Rehearsal.Commands;

/// <summary>A parent that holds our standard input as a pipe ends us by closing it, even by dying.</summary>
internal static class StandardInput
{
    private const string Nothing = "/dev/null";

    /// <summary>Returns once input ends or <paramref name="cancellationToken"/> is canceled.</summary>
    /// <remarks>A process started in the background has nothing as its input; that says nothing about its parent.</remarks>
    public static async Task UntilClosedAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (IsNothing())
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            await using var input = Console.OpenStandardInput();
            var ignored = new byte[256];
            while (await input.ReadAsync(ignored, cancellationToken).AsTask().WaitAsync(cancellationToken) > 0) { }
        }
        catch (OperationCanceledException)
        {
            // A signal is the other way to end.
        }
    }

    private static bool IsNothing() =>
        File.ResolveLinkTarget("/dev/stdin", returnFinalTarget: true)?.FullName is Nothing;
}
