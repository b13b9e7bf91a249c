using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Drayage.Registries.Storage;

/// <summary>Small documents that are either wholly there or not at all, whenever the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the target, flushes, and renames over it. Directories above are made.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, $".{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                DiskSpace.Take(content.Length);
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        DirectorySync.Flush(directory);
    }

    public static Task WriteJsonAsync<T>(string path, T document, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(document, type), cancellationToken);

    /// <summary>Null when there is no such document.</summary>
    public static async Task<T?> ReadJsonAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return JsonSerializer.Deserialize(content, type);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="ReadJsonAsync"/>
    public static T? ReadJson<T>(string path, JsonTypeInfo<T> type)
        where T : class =>
        File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;

    /// <summary>Returns false when there was nothing to delete.</summary>
    public static bool Delete(string path)
    {
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
        return true;
    }
}
