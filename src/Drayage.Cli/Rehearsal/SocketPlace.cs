namespace Drayage.Cli.Rehearsal;

/// <summary>A short path for a Unix socket: the system allows 107 bytes, which a deep repository exceeds.</summary>
internal sealed class SocketPlace : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("drayage-");

    public string Path => System.IO.Path.Combine(directory.FullName, "gh.sock");

    public void Dispose() => directory.Delete(recursive: true);
}
