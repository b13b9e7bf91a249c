using System.Buffers;

namespace Drayage.Platform.Archives;

/// <summary>A piece of the input of a compressed stream and what it becomes by itself, without what stands before it.</summary>
internal abstract class CompressionSegment : IDisposable
{
    private readonly byte[] input;
    private readonly byte[] output;

    /// <param name="size">Input bytes of a full segment.</param>
    /// <param name="outputSize">Ample for what such a segment may become.</param>
    protected CompressionSegment(int size, int outputSize)
    {
        Capacity = size;
        input = ArrayPool<byte>.Shared.Rent(size);
        output = ArrayPool<byte>.Shared.Rent(outputSize);
    }

    /// <summary>Input bytes of a full segment.</summary>
    public int Capacity { get; }

    /// <summary>Input bytes taken so far.</summary>
    public int Length { get; private set; }

    public bool IsFull => Length == Capacity;

    /// <summary>What the input became; valid until the next <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Compressed { get; private set; }

    public void Clear() => Length = 0;

    /// <summary>Takes what there is room for and says how much that was.</summary>
    public int Fill(ReadOnlySpan<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, Capacity - Length);
        buffer[..taken].CopyTo(input.AsSpan(Length));
        Length += taken;
        return taken;
    }

    public void Compress() => Compressed = output.AsMemory(Compress(input.AsSpan(0, Length), output));

    public virtual void Dispose()
    {
        ArrayPool<byte>.Shared.Return(input);
        ArrayPool<byte>.Shared.Return(output);
    }

    /// <returns>The part of the output that is the result.</returns>
    protected abstract Range Compress(ReadOnlySpan<byte> plain, byte[] destination);
}
