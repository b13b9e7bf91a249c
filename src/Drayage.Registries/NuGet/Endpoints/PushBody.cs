using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>The form of a push: its first part is the package, whatever it is called; all others are passed over.</summary>
internal static class PushBody
{
    /// <param name="request">A push.</param>
    /// <param name="blobs">Where the package is staged.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="NuGetRefusal">400: no form, or nothing in it; 413: too large.</exception>
    public static async Task<StagedFile> ReceiveAsync(HttpRequest request, BlobStore blobs, long limit, CancellationToken cancellationToken)
    {
        var taken = 0L;
        var reader = new MultipartReader(BoundaryOf(request), request.Body) { HeadersLengthLimit = 64 * 1024 };
        try
        {
            var section = await reader.ReadNextSectionAsync(cancellationToken) ?? throw NoPackage();
            var staged = blobs.Stage();
            try
            {
                await staged.FillAsync(section.Body, piece => Count(piece.Length), cancellationToken);
                return staged.Length > 0 ? staged : throw NoPackage();
            }
            catch
            {
                await staged.DisposeAsync();
                throw;
            }
        }
        catch (Exception broken) when (IsBrokenForm(broken))
        {
            throw NuGetRefusal.BadRequest($"Invalid multipart form: {broken.Message}");
        }

        // An upload that is too large ends where the limit is reached, not where it ends itself.
        void Count(int more)
        {
            if ((taken += more) > limit)
                throw new NuGetRefusal(StatusCodes.Status413PayloadTooLarge, $"The package file exceeds the size limit of {limit} bytes. Please try again.");
        }
    }

    private static NuGetRefusal NoPackage() => NuGetRefusal.BadRequest("The request does not contain a package file.");

    // MultipartReader tells a form that ends early from other failures of reading by its message only.
    private static bool IsBrokenForm(Exception exception) =>
        exception is InvalidDataException
        || (exception is IOException && exception.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal));

    private static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary
            ? boundary.ToString()
            : throw NuGetRefusal.BadRequest("Push as multipart/form-data.");
}
