using System.Buffers;
using System.Diagnostics;

namespace Drayage.Platform.Processes;

/// <summary>Moves the bytes of one running process and waits for its end.</summary>
internal sealed class ProcessStreams
{
    // A background process started by the program (a compiler server) may hold the pipes open for ever:
    // after the program's own end they get this long without a byte.
    private static readonly TimeSpan QuietAfterExit = TimeSpan.FromSeconds(2);
    private const int PipeSize = 64 * 1024;

    // Far more than the lines that are remembered take.
    private const int EndSize = 8 * 1024;

    private readonly Process process;
    private readonly ProcessSpec spec;
    private readonly ProcessLines lines;
    private readonly ArrayBufferWriter<byte> outputBytes = new();
    private readonly ArrayBufferWriter<byte> errorBytes = new();
    private volatile bool exited;

    public ProcessStreams(Process process, ProcessSpec spec, ProcessLines lines)
    {
        this.process = process;
        this.spec = spec;
        this.lines = lines;
    }

    public ReadOnlyMemory<byte> Output => outputBytes.WrittenMemory;

    public ReadOnlyMemory<byte> Error => errorBytes.WrittenMemory;

    /// <summary>Ends when the process has ended and its streams are read out.</summary>
    public async Task RunToEndAsync(CancellationToken cancellationToken)
    {
        using var drained = new CancellationTokenSource();
        var reading = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, ProcessStream.Output, drained),
            PumpAsync(process.StandardError.BaseStream, ProcessStream.Error, drained));
        var writing = FeedAsync(drained.Token);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            KillTree();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            exited = true;
            drained.CancelAfter(QuietAfterExit);
            await writing;
            await reading;
        }
    }

    private async Task PumpAsync(Stream from, ProcessStream stream, CancellationTokenSource drained)
    {
        var splitter = new LineSplitter(text => lines.Add(new ProcessLine(stream, text)));
        var capture = Captured(stream);
        // A long output that is kept whole need not be taken apart as well.
        var isSplit = capture is null || lines.AreWatched;
        var buffer = ArrayPool<byte>.Shared.Rent(PipeSize);
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, drained.Token)) > 0)
            {
                capture?.Write(buffer.AsSpan(0, count));
                if (isSplit)
                    splitter.Write(buffer.AsSpan(0, count));
                if (exited)
                    drained.CancelAfter(QuietAfterExit);
            }
        }
        catch (OperationCanceledException)
        {
            // Somebody in the background keeps the pipe; all that the program itself wrote has been read.
        }
        catch
        {
            // The listener failed, and a program whose output nobody reads would stop for ever.
            KillTree();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!isSplit)
                splitter.Write(EndOf(capture!.WrittenSpan));
            splitter.End();
        }
    }

    // Whole lines only: a secret that is cut would not be known any more.
    private static ReadOnlySpan<byte> EndOf(ReadOnlySpan<byte> output)
    {
        if (output.Length <= EndSize)
            return output;
        var end = output[^EndSize..];
        return end.IndexOf((byte)'\n') is >= 0 and var lineEnd ? end[(lineEnd + 1)..] : [];
    }

    private ArrayBufferWriter<byte>? Captured(ProcessStream stream) => stream switch
    {
        ProcessStream.Output when spec.Capture.HasFlag(ProcessCapture.Output) => outputBytes,
        ProcessStream.Error when spec.Capture.HasFlag(ProcessCapture.Error) => errorBytes,
        _ => null,
    };

    private async Task FeedAsync(CancellationToken drained)
    {
        try
        {
            await using var input = process.StandardInput.BaseStream;
            if (spec.StandardInput is { } bytes)
                await input.WriteAsync(bytes, drained);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The program ended, or closed its input, without reading all of it: that is its own business.
        }
    }

    private void KillTree()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself at the same moment.
        }
    }
}
