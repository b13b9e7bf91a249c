using System.Diagnostics;

namespace Drayage.Testing;

/// <summary>
/// A shell that ends a process and deletes its directory when the test program is gone without having done so, however it was
/// killed: its input then ends.
/// </summary>
public sealed class OrphanWatch : IDisposable
{
    private const string Script = """
        read -r word && exit 0
        kill -QUIT "$1" 2>/dev/null
        while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
        rm -rf -- "$2"
        """;

    private readonly Process shell;

    /// <param name="watched">Id of the process.</param>
    /// <param name="directory">Deleted once that has ended.</param>
    public OrphanWatch(int watched, string directory) => shell = Process.Start(
        new ProcessStartInfo("sh", ["-c", Script, "sh", $"{watched}", directory]) { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" })!;

    /// <summary>The process was ended; nothing is left to be watched.</summary>
    public void Dispose()
    {
        shell.StandardInput.WriteLine("done");
        shell.WaitForExit();
        shell.Dispose();
    }

    /// <summary>What the end of the test program does: the input ends, and nobody has said a word.</summary>
    public Task AbandonAsync()
    {
        shell.StandardInput.Close();
        return shell.WaitForExitAsync();
    }
}
