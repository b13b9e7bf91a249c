using System.Net.Http.Headers;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>The form of a push: the package as its only part (learn.microsoft.com, "Push and Delete").</summary>
internal static class PushForm
{
    /// <summary>Every feed answers clients that speak it; the public gallery no others.</summary>
    public const string ProtocolHeader = "X-NuGet-Protocol-Version";

    public const string Protocol = "4.1.0";

    /// <param name="content">The package, from its beginning; the form owns it.</param>
    public static MultipartFormDataContent Make(Stream content)
    {
        var form = MakeEmpty();
        var file = new StreamContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"package\"", FileName = "\"package.nupkg\"" };
        form.Add(file);
        return form;
    }

    /// <summary>A form without a package: a feed refuses it for that, once it has accepted the sender.</summary>
    public static MultipartFormDataContent MakeEmpty()
    {
        var boundary = $"drayage-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        // Quotes around the boundary are legal and trip servers that split at "=".
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
        return form;
    }
}
