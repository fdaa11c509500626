using System.Buffers.Binary;
using Infrar.Platform.Runs.Isolation;

namespace Infrar.Platform.Tests.Runs.Isolation;

/// <summary>The filter, carried out here as the kernel would, for both kinds of processor.</summary>
public sealed class SyscallFilterTests
{
    private const uint Allowed = 0x7fff0000;
    private const uint Refused = 0x00050001;

    [Theory]
    [InlineData(0xc000003e, 0, 0, 0, Allowed)] // read
    [InlineData(0xc000003e, 59, 0, 0, Allowed)] // execve
    [InlineData(0xc000003e, 101, 0, 0, Refused)] // ptrace
    [InlineData(0xc000003e, 165, 0, 0, Refused)] // mount
    [InlineData(0xc000003e, 0x40000000, 0, 0, Refused)] // x32
    [InlineData(0x40000003, 11, 0, 0, 0x80000000)] // a 32-bit call
    [InlineData(0xc000003e, 56, 0x10000011, 0, Refused)] // clone, new user namespace
    [InlineData(0xc000003e, 56, 0x3d0f00, 0, Allowed)] // clone, a thread
    [InlineData(0xc000003e, 435, 0, 0, 0x00050026)] // clone3
    [InlineData(0xc000003e, 16, 0, 0x5412, Refused)] // ioctl TIOCSTI
    [InlineData(0xc000003e, 16, 0, 0x5401, Allowed)] // ioctl TCGETS
    [InlineData(0xc000003e, 41, 1, 1, Allowed)] // socket, unix
    [InlineData(0xc000003e, 41, 2, 0x80801, Allowed)] // socket, TCP
    [InlineData(0xc000003e, 41, 10, 2, Allowed)] // socket, UDP over IPv6
    [InlineData(0xc000003e, 41, 2, 0x80003, Refused)] // socket, raw
    [InlineData(0xc000003e, 41, 16, 3, 0x00050061)] // socket, netlink
    [InlineData(0xc00000b7, 63, 0, 0, Allowed)] // read
    [InlineData(0xc00000b7, 117, 0, 0, Refused)] // ptrace
    [InlineData(0xc00000b7, 220, 0x20000, 0, Refused)] // clone, new mount namespace
    [InlineData(0xc00000b7, 29, 0, 0x541c, Refused)] // ioctl TIOCLINUX
    [InlineData(0xc00000b7, 198, 17, 3, 0x00050061)] // socket, packet
    [InlineData(0xc000003e, 425, 0, 0, Refused)] // io_uring_setup
    public void Answers(uint architecture, uint number, uint first, uint second, uint answer)
    {
        var of = architecture is 0xc00000b7 ? SyscallNumbers.Arm64 : SyscallNumbers.X64;

        Assert.Equal(answer, Run(SyscallFilter.Build(of), architecture, number, first, second));
    }

    private static uint Run(byte[] program, uint architecture, uint number, uint first, uint second)
    {
        var accumulator = 0u;
        for (var at = 0; ; at++)
        {
            var one = program.AsSpan(at * 8, 8);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(one[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(one))
            {
                case 0x20:
                    accumulator = value switch
                    {
                        0 => number,
                        4 => architecture,
                        16 => first,
                        24 => second,
                        _ => throw new InvalidOperationException($"It loads from {value}."),
                    };
                    break;
                case 0x06:
                    return value;
                case 0x54:
                    accumulator &= value;
                    break;
                case 0x15:
                    at += accumulator == value ? one[2] : one[3];
                    break;
                case 0x35:
                    at += accumulator >= value ? one[2] : one[3];
                    break;
                case 0x45:
                    at += (accumulator & value) != 0 ? one[2] : one[3];
                    break;
                default:
                    throw new InvalidOperationException($"No such instruction at {at}.");
            }
        }
    }
}
