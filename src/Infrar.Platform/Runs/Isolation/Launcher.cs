using System.Collections.Concurrent;
using System.Diagnostics;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Starts processes from a thread that lives as long as this process does.</summary>
/// <remarks>
/// What is to die with its parent dies with the thread that started it, as the kernel sees parents. A thread of the pool comes and goes,
/// and would take engines in the middle of their work along.
/// </remarks>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Orders = MakeOrders();

    /// <summary>Starts a process and gives its standard input what it is to read.</summary>
    public static Process Start(ProcessStartInfo start, ReadOnlyMemory<byte> input)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add(() =>
        {
            try
            {
                started.SetResult(
                    Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.")
                );
            }
            catch (Exception fault)
            {
                started.SetException(fault);
            }
        });
        var process = started.Task.GetAwaiter().GetResult();
        try
        {
            using var stream = process.StandardInput.BaseStream;
            stream.Write(input.Span);
        }
        catch (IOException)
        {
            // It ended at once, and its exit code tells so.
        }

        return process;
    }

    private static BlockingCollection<Action> MakeOrders()
    {
        var orders = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var order in orders.GetConsumingEnumerable())
            {
                order();
            }
        })
        {
            IsBackground = true,
            Name = "sandbox launcher",
        }.Start();
        return orders;
    }
}
