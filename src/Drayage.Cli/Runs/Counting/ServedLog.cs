using Drayage.Model;
using Drayage.Pipeline.Statistics;
using Drayage.Registries.Hosting;

namespace Drayage.Cli.Runs.Counting;

/// <summary>Writes down what the embedded registries answered. Lines hold no header, and so no secret.</summary>
internal sealed class ServedLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter file;
    private readonly TimeProvider clock;

    private ServedLog(StreamWriter file, TimeProvider clock)
    {
        this.file = file;
        this.clock = clock;
    }

    /// <param name="path">Absolute; what stands there stays.</param>
    /// <exception cref="ReleaseException">It cannot be written.</exception>
    public static ServedLog Open(string path, TimeProvider clock)
    {
        try
        {
            return new ServedLog(new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true }, clock);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Refused, $"{path} cannot be written", refused.Message, "choose another --log", refused);
        }
    }

    public void Note(ServedRequest request)
    {
        var line = new LoggedRequest(clock.GetUtcNow(), request.Method, request.Path, request.Status, request.BytesSent).Write();
        lock (gate)
            file.Write(line);
    }

    public void Dispose()
    {
        lock (gate)
            file.Dispose();
    }
}
