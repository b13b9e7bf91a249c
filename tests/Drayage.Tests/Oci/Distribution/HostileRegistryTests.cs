using System.Net;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.References;
using Xunit;
using static Drayage.Tests.Oci.Distribution.ScriptedHandler;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>Answers that only a broken or hostile registry gives.</summary>
public sealed class HostileRegistryTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("content");

    private static readonly Descriptor Blob = new() { MediaType = "x/y", Digest = Digest.OfSha256(Content), Size = Content.Length };

    private static readonly ManifestDocument Manifest = ManifestDocument.Of(new ImageManifest
    {
        SchemaVersion = 2,
        MediaType = MediaTypes.OciManifest,
        Config = Blob,
        Layers = [],
    });

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        var handler = new ScriptedHandler(request => request.RequestUri!.Host switch
        {
            "r.example" when request.Headers.Authorization is null =>
                Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", "Basic realm=\"x\"")),
            "r.example" => Answer(HttpStatusCode.TemporaryRedirect, "", ("Location", "https://cdn.example/blob?signature=1")),
            _ => Answer(HttpStatusCode.OK, "content"),
        });
        await using var stream = await Repository(handler).OpenBlobAsync(Blob, 0, None);
        using var reader = new StreamReader(stream);
        Assert.Equal("content", await reader.ReadToEndAsync(None));
        Assert.Contains(handler.Seen, seen => seen.Request.Contains("r.example", StringComparison.Ordinal) && seen.Authorization is not null);
        Assert.All(handler.Seen.Where(seen => seen.Request.Contains("cdn.example", StringComparison.Ordinal)), seen => Assert.Null(seen.Authorization));
    }

    [Fact]
    public async Task Uploads_to_another_host_go_without_credentials()
    {
        var handler = new ScriptedHandler(request => request switch
        {
            { RequestUri.Host: "storage.example" } => Answer(HttpStatusCode.Created),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", "Basic realm=\"x\"")),
            _ => Answer(HttpStatusCode.Accepted, "", ("Location", "https://storage.example/upload?state=1")),
        });
        await Repository(handler).UploadBlobAsync(Blob, Open, null, None);
        var put = Assert.Single(handler.Seen, seen => seen.Request.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Equal($"PUT https://storage.example/upload?state=1&digest={Blob.Digest}", put.Request);
        Assert.Null(put.Authorization);
    }

    [Theory]
    [InlineData("http://r.example/x", "from https to http")]
    [InlineData("https://r.example/v2/acme/blobs/loop", "more than 5 redirects")]
    public async Task Redirects_that_lead_nowhere_good_end(string location, string because)
    {
        var handler = new ScriptedHandler(_ => Answer(HttpStatusCode.TemporaryRedirect, "", ("Location", location)));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).OpenBlobAsync(Blob, 0, None));
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_not_fetched_over_plain_http()
    {
        var handler = new ScriptedHandler(_ => Answer(
            HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", "Bearer realm=\"http://auth.example/token\",service=\"r\"")));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).FindBlobAsync(Blob.Digest, None));
        Assert.Contains("plain http", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(handler.Seen, seen => seen.Request.Contains("auth.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_blob_of_other_bytes_is_refused_by_both_digests()
    {
        var repository = Repository(new ScriptedHandler(_ => Answer(HttpStatusCode.OK, "evil!!!")));
        await using var stream = await repository.OpenBlobAsync(Blob, 0, None);
        var failure = await Assert.ThrowsAsync<ReleaseException>(() => stream.CopyToAsync(Stream.Null, None));
        Assert.Contains(Blob.Digest.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(Digest.OfSha256("evil!!!"u8).ToString(), failure.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(null)]
    public async Task A_manifest_of_another_digest_is_refused_by_both(string? header)
    {
        var body = Encoding.UTF8.GetString(Manifest.Bytes.Span);
        var asked = header is null ? Digest.OfSha256("other"u8).ToString() : "1.0";
        var handler = new ScriptedHandler(_ => header is null
            ? Answer(HttpStatusCode.OK, body, ("Content-Type", MediaTypes.OciManifest))
            : Answer(HttpStatusCode.OK, body, ("Content-Type", MediaTypes.OciManifest), ("Docker-Content-Digest", header)));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).FindManifestAsync(asked, None));
        Assert.Contains(Manifest.Digest.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(header ?? asked, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_stored_something_else_is_found_out()
    {
        var other = Digest.OfSha256("other"u8).ToString();
        var handler = new ScriptedHandler(_ => Answer(HttpStatusCode.Created, "", ("Docker-Content-Digest", other)));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).PutManifestAsync(Manifest, None));
        Assert.Contains(other, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Manifest.Digest.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_at_another_host_is_refused()
    {
        var handler = new ScriptedHandler(_ => Answer(
            HttpStatusCode.OK, """{"name":"acme","tags":["a"]}""", ("Link", "<https://evil.example/v2/acme/tags/list?last=a>; rel=\"next\"")));
        await Assert.ThrowsAsync<RegistryException>(async () =>
        {
            await foreach (var tag in Repository(handler).ListTagsAsync(None))
                Assert.Equal("a", tag);
        });
        Assert.DoesNotContain(handler.Seen, seen => seen.Request.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tags_are_read_page_by_page()
    {
        var handler = new ScriptedHandler(request => request.RequestUri!.Query.Length == 0
            ? Answer(HttpStatusCode.OK, """{"tags":["a","b"]}""", ("Link", "</v2/acme/tags/list?last=b>; rel=\"next\""))
            : Answer(HttpStatusCode.OK, """{"tags":["c",null]}"""));
        var tags = new List<string>();
        await foreach (var tag in Repository(handler).ListTagsAsync(None))
            tags.Add(tag);
        Assert.Equal(["a", "b", "c"], tags);
    }

    [Fact]
    public async Task An_overloaded_registry_is_asked_again_for_a_write()
    {
        var answers = new Queue<HttpStatusCode>([HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.Created]);
        var handler = new ScriptedHandler(_ => Answer(answers.Dequeue()));
        await Repository(handler).PutManifestAsync(Manifest, None);
        Assert.Equal(3, handler.Seen.Count);
    }

    [Fact]
    public async Task A_put_whose_answer_was_lost_is_not_sent_again()
    {
        var handler = new ScriptedHandler(request => request.Method.Method switch
        {
            "POST" => Answer(HttpStatusCode.Accepted, "", ("Location", "/v2/acme/blobs/uploads/1")),
            "PUT" => throw new HttpRequestException("cut"),
            "GET" => Answer(HttpStatusCode.NotFound),
            _ => Answer(HttpStatusCode.OK),
        });
        Assert.True(await Repository(handler).UploadBlobAsync(Blob, Open, null, None));
        Assert.Single(handler.Seen, seen => seen.Request.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cut_upload_goes_on_at_the_byte_that_the_registry_reports()
    {
        var sent = new List<string>();
        var handler = new ScriptedHandler(request =>
        {
            switch (request.Method.Method)
            {
                case "POST":
                    return Answer(HttpStatusCode.Accepted, "", ("Location", "/v2/acme/blobs/uploads/1?state=a"));
                case "PUT" when request.RequestUri!.Query.Contains("state=a", StringComparison.Ordinal):
                    throw new HttpRequestException("cut");
                case "GET":
                    return Answer(HttpStatusCode.NoContent, "", ("Range", "0-2"), ("Location", "/v2/acme/blobs/uploads/1?state=b"));
                case "PATCH":
                    var body = request.Content!.ReadAsStringAsync(None).GetAwaiter().GetResult();
                    sent.Add($"{request.Content.Headers.NonValidated["Content-Range"]}={body}");
                    return Answer(HttpStatusCode.Accepted, "", ("Range", "0-6"), ("Location", "/v2/acme/blobs/uploads/1?state=c"));
                default:
                    return Answer(HttpStatusCode.Created);
            }
        });
        Assert.True(await Repository(handler).UploadBlobAsync(Blob, Open, null, None));
        Assert.Equal(["3-6=tent"], sent);
        Assert.Equal($"PUT https://r.example/v2/acme/blobs/uploads/1?state=c&digest={Blob.Digest}", handler.Seen.Last().Request);
    }

    [Fact]
    public async Task A_cut_download_goes_on_with_a_range()
    {
        var handler = new ScriptedHandler(request => request.Headers.Range is { } range
            ? Answer(HttpStatusCode.PartialContent, "content"[(int)range.Ranges.Single().From!..], ("Content-Range", "bytes 3-6/7"))
            : Answer(HttpStatusCode.OK, "con"));
        await using var stream = await Repository(handler).OpenBlobAsync(Blob, 0, None);
        using var reader = new StreamReader(stream);
        Assert.Equal("content", await reader.ReadToEndAsync(None));
        Assert.Equal(2, handler.Seen.Count);
    }

    [Fact]
    public async Task Errors_keep_the_registry_s_words_but_no_query()
    {
        var handler = new ScriptedHandler(_ => Answer(
            HttpStatusCode.Forbidden, """{"errors":[{"code":"DENIED","message":"permission_denied:\n write_package"}]}"""));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).UploadBlobAsync(Blob, Open, RepositoryName.Parse("secret/place"), None));
        Assert.Equal("POST https://r.example/v2/acme/blobs/uploads/: 403 Forbidden (DENIED: permission_denied: write_package)", failure.Message);
    }

    private static Task<Stream> Open(long offset, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(Content) { Position = offset });

    private static RepositoryClient Repository(ScriptedHandler handler) =>
        Registries.Client("r.example", "secret", handler: handler).Repository("acme");
}
