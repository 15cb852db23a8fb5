from township_office.web.cache import Cache


def test_one_client_serves_every_question():
    cache = Cache("redis://127.0.0.1:6379/15", {})
    asked = [cache._cache.get_client(key) for key in ("one", "other")]
    assert asked[0] is asked[1]
    assert cache._cache.get_client("one", write=True) is cache._cache.get_client(write=True)
