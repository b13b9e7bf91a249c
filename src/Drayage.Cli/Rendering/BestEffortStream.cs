namespace Drayage.Cli.Rendering;

/// <summary>
/// Standard error: what cannot be written there is lost, and nothing else is. A release does not end for the log that it is told in.
/// </summary>
internal sealed class BestEffortStream(Stream target) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Standard error; where the process has none, a stream that takes all.</summary>
    public static Stream StandardError()
    {
        try
        {
            return new BestEffortStream(Console.OpenStandardError());
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return Null;
        }
    }

    public override void Flush() => Attempt(target.Flush);

    public override void Write(byte[] buffer, int offset, int count) => Attempt(() => target.Write(buffer, offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // There is no other place to tell it.
        }
    }
}
