using System.Text;

namespace Drayage.Platform.Processes;

/// <summary>The log file of one process: its command line, its lines, its exit code.</summary>
internal sealed class ProcessLog : IDisposable
{
    private readonly StreamWriter writer;

    private ProcessLog(StreamWriter writer) => this.writer = writer;

    /// <summary>Opens the log that the spec asks for, or null; writes the command line.</summary>
    public static ProcessLog? Open(ProcessSpec spec)
    {
        if (spec.LogFile is null)
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(spec.LogFile, spec.WorkingDirectory))!);
        var file = new FileStream(
            Path.GetFullPath(spec.LogFile, spec.WorkingDirectory), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        var log = new ProcessLog(new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" });
        log.writer.WriteLine($"$ cd {CommandText.Quote(spec.WorkingDirectory)} && {CommandText.Render(spec)}");
        return log;
    }

    public void WriteLine(ProcessLine line) => writer.WriteLine(line.Text);

    public void WriteEnd(ProcessResult.Exited result) =>
        writer.WriteLine($"# exit code {result.ExitCode} after {result.Elapsed.TotalSeconds:0.0} s");

    public void Dispose() => writer.Dispose();
}
