using System.Text.Json;
using Drayage.Model;

namespace Drayage.Oci.Distribution;

/// <summary>The note of one upload. The file is locked while it is open, so that no two processes send into one session.</summary>
internal sealed class UploadNote(FileStream file, string path, string origin, Digest digest) : IDisposable
{
    private const int MaxSize = 64 * 1024;

    /// <summary>The session that an earlier process left; null where there is none, or the note is of no use.</summary>
    public Uri? Read()
    {
        if (file.Length is 0 or > MaxSize)
            return null;
        var bytes = new byte[file.Length];
        try
        {
            file.Position = 0;
            file.ReadExactly(bytes);
            var note = JsonSerializer.Deserialize(bytes, RegistryJson.Default.UploadNoteText);
            return note is { Location.IsAbsoluteUri: true } && note.Repository == origin && note.Digest == digest.ToString() ? note.Location : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return null;
        }
    }

    public void Write(Uri location)
    {
        var text = new UploadNoteText { Repository = origin, Digest = digest.ToString(), Location = location };
        try
        {
            file.SetLength(0);
            file.Write(JsonSerializer.SerializeToUtf8Bytes(text, RegistryJson.Default.UploadNoteText));
            file.Flush();
        }
        catch (IOException)
        {
            // As without notes.
        }
    }

    public void Delete() => File.Delete(path);

    public void Dispose() => file.Dispose();
}
