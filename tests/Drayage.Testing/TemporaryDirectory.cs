using System.Security.Cryptography;

namespace Drayage.Testing;

/// <summary>A fresh empty directory, removed with everything in it when disposed.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    // podman takes the path of a layout for an image's name, in which capital letters are refused.
    public TemporaryDirectory() => Path = Directory.CreateDirectory(
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"drayage-{RandomNumberGenerator.GetHexString(16, lowercase: true)}")).FullName;

    private TemporaryDirectory(string path) => Path = Directory.CreateDirectory(path).FullName;

    public string Path { get; }

    /// <summary>Joins segments below the directory; nothing is made.</summary>
    public string this[params string[] segments] => System.IO.Path.Combine([Path, .. segments]);

    /// <summary>Writes a file, making the directories above it, and returns its full path.</summary>
    public string Write(string relativePath, string content)
    {
        var path = Prepare(relativePath);
        File.WriteAllText(path, content);
        return path;
    }

    /// <inheritdoc cref="Write(string, string)"/>
    public string Write(string relativePath, ReadOnlySpan<byte> content)
    {
        var path = Prepare(relativePath);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Writes an executable shell script and returns its full path.</summary>
    public string WriteScript(string relativePath, string body)
    {
        var path = Write(relativePath, "#!/bin/sh\n" + body);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A fresh directory inside of this one.</summary>
    public TemporaryDirectory Inside(string name) => new(this[name]);

    /// <summary>Makes a directory and returns its full path.</summary>
    public string MakeDirectory(string relativePath) => Directory.CreateDirectory(this[relativePath]).FullName;

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private string Prepare(string relativePath)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
