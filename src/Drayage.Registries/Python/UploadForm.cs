using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.Python;

/// <summary>The multipart form of the upload API, read in one pass: the file goes to disk and through all three hashes as it arrives.</summary>
internal sealed class UploadForm : IAsyncDisposable
{
    public const string Sdist = "sdist";
    public const string Wheel = "bdist_wheel";

    // Long descriptions are fields too; the index that this follows allows files of 100 MiB, fields far less.
    private const int LargestField = 16 * 1024 * 1024;

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);

    private UploadForm()
    {
    }

    /// <summary>The uploaded file; null when the form has none.</summary>
    public UploadedFile? Content { get; private set; }

    /// <summary>A field's value; empty when it is missing. Of repeated fields the first counts.</summary>
    public string this[string field] => fields.GetValueOrDefault(field, "");

    /// <exception cref="PythonRefusal">Not a form, or a broken one.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, BlobStore blobs, CancellationToken cancellationToken)
    {
        var form = new UploadForm();
        try
        {
            var reader = new MultipartReader(BoundaryOf(request), request.Body) { HeadersLengthLimit = 64 * 1024 };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                await form.TakeAsync(section, blobs, cancellationToken);
            return form;
        }
        catch (Exception exception)
        {
            await form.DisposeAsync();
            if (IsBrokenForm(exception))
                throw PythonRefusal.BadRequest($"Invalid multipart form: {exception.Message}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Content is { } content)
            await content.DisposeAsync();
    }

    private async Task TakeAsync(MultipartSection section, BlobStore blobs, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            return;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (name == "content")
            Content = await ReceiveAsync(section, disposition, blobs, cancellationToken);
        else
            fields.TryAdd(name, await ReadFieldAsync(section.Body, cancellationToken));
    }

    private async Task<UploadedFile> ReceiveAsync(MultipartSection section, ContentDispositionHeaderValue disposition, BlobStore blobs, CancellationToken cancellationToken)
    {
        if (Content is not null)
            throw PythonRefusal.BadRequest("Upload one file at a time.");
        var file = new UploadedFile(HeaderUtilities.RemoveQuotes(disposition.FileName).ToString(), blobs.Stage());
        try
        {
            await file.FillAsync(section.Body, cancellationToken);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (buffer.Length + read > LargestField)
                throw PythonRefusal.BadRequest("A form field is too large.");
            buffer.Write(piece, 0, read);
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // MultipartReader tells a form that ends early from other failures of reading and writing by its message only.
    private static bool IsBrokenForm(Exception exception) =>
        exception is InvalidDataException
        || (exception is IOException && exception.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal));

    private static string BoundaryOf(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary)
            return boundary.ToString();
        throw PythonRefusal.BadRequest("Upload as multipart/form-data.");
    }
}
