using System.Text;

namespace Drayage.Platform.Processes;

/// <summary>
/// Turns bytes into lines. A line ends with LF, CR LF or CR (progress bars redraw with CR); empty redraws are dropped.
/// </summary>
internal sealed class LineSplitter
{
    // Nobody reads a longer line; without a bound one endless line would fill the memory.
    private const int LongestLine = 64 * 1024;
    private readonly Action<string> deliver;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder pending = new();
    private bool afterReturn;
    private bool afterBlankReturn;

    public LineSplitter(Action<string> deliver) => this.deliver = deliver;

    public void Write(ReadOnlySpan<byte> bytes) => Decode(bytes, flush: false);

    /// <summary>Delivers a last line without a line end.</summary>
    public void End()
    {
        Decode([], flush: true);
        if (pending.Length > 0)
            Deliver();
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> characters = stackalloc char[1024];
        bool completed;
        do
        {
            decoder.Convert(bytes, characters, flush, out var used, out var count, out completed);
            bytes = bytes[used..];
            Split(characters[..count]);
        }
        while (!completed);
    }

    private void Split(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (afterReturn)
            {
                afterReturn = false;
                if (text[0] == '\n')
                {
                    if (afterBlankReturn)
                        Deliver();
                    text = text[1..];
                    continue;
                }
            }
            var end = text.IndexOfAny('\r', '\n');
            pending.Append(end < 0 ? text : text[..end]);
            if (end < 0)
            {
                if (pending.Length >= LongestLine)
                    Deliver();
                return;
            }
            afterReturn = text[end] == '\r';
            afterBlankReturn = pending.Length == 0;
            if (text[end] == '\n' || pending.Length > 0)
                Deliver();
            text = text[(end + 1)..];
        }
    }

    private void Deliver()
    {
        var line = pending.ToString();
        pending.Clear();
        deliver(line);
    }
}
