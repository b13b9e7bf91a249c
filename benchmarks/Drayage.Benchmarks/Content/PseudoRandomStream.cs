using System.Runtime.InteropServices;

namespace Drayage.Benchmarks.Content;

/// <summary>Bytes that no compressor makes smaller, the same for the same seed (xorshift64*).</summary>
internal sealed class PseudoRandomStream(ulong seed, long length) : Stream
{
    private ulong state = (seed * 0x9E3779B97F4A7C15) | 1;
    private long position;

    public override bool CanRead => true;

    // Said for the sake of readers that want to know the length; nobody seeks.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, length - position)];
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(buffer);
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Next();
        }

        ulong last = Next();
        foreach (ref byte rest in buffer[(words.Length * sizeof(ulong))..])
        {
            rest = (byte)last;
            last >>= 8;
        }

        position += buffer.Length;
        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private ulong Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1D;
    }
}
